package dev.sagebrush.learn.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Expected values come from SciPy 1.17.1 (Mann–Whitney U, ordinal ranks) and NumPy 2.4.6 written
 * out from the definitions that scikit-learn documents.
 */
class MetricsTest {
  private static final double TOLERANCE = 1e-6;

  private static final float[] SCORES = {
    .4f, .2f, .7f, .7f, 0, .3f, .2f, .5f, .5f, .7f, .3f, .4f, .6f, .8f, .2f, .4f, .5f, .6f, .6f,
    .4f, .5f, .8f, .5f, .1f
  };
  private static final float[] LABELS = {
    0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0
  };

  private static final float[] CLASS_SCORES = {
    0.14361702f,
    0.15425532f,
    0.24468085f,
    0.45744681f,
    0.36875f,
    0.175f,
    0.175f,
    0.28125f,
    0.20792079f,
    0.1980198f,
    0.50495052f,
    0.08910891f,
    0.20869565f,
    0.15652174f,
    0.30869564f,
    0.32608697f,
    0.28512397f,
    0.28512397f,
    0.15289256f,
    0.27685949f,
    0.20118344f,
    0.3372781f,
    0.19526628f,
    0.26627219f,
    0.04f,
    0.16f,
    0.64666665f,
    0.15333334f,
    0.27165353f,
    0.25590551f,
    0.28346458f,
    0.18897638f,
    0.63829786f,
    0.07446808f,
    0.07446808f,
    0.21276596f,
    0.16129032f,
    0.10752688f,
    0.13978495f,
    0.59139782f,
    0.08050848f,
    0.40254238f,
    0.28813559f,
    0.22881356f,
    0.2591241f,
    0.09489051f,
    0.33941606f,
    0.30656934f
  };
  private static final float[] CLASSES = {3, 1, 1, 2, 1, 1, 1, 1, 1, 3, 2, 3};
  private static final float[] CHOSEN = {3, 0, 2, 3, 0, 1, 2, 2, 0, 3, 1, 2};

  @Test
  void areaUnderTheCurveCountsTiesHalf() {
    assertEquals(0.8680555555555556, Ranking.rocAuc(SCORES, LABELS), 1e-12);
    assertEquals(
        0.75, Ranking.rocAuc(new float[] {.1f, .4f, .35f, .8f}, new float[] {0, 0, 1, 1}), 0);
    assertEquals(0.5, Ranking.rocAuc(new float[] {1, 1, 1}, new float[] {0, 1, 0}), 0);
    assertEquals(0.5, Ranking.rocAuc(new float[] {0f, -0f}, new float[] {0, 1}), 0);
    assertTrue(Double.isNaN(Ranking.rocAuc(SCORES, new float[24])));
  }

  @Test
  void areaAgreesWithCountingPairs() {
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 50; trial++) {
      float[] scores = new float[60];
      float[] labels = new float[60];
      for (int i = 0; i < 60; i++) {
        scores[i] = random.nextInt(-8, 8) / 4f;
        labels[i] = i < 2 ? i : random.nextInt(2);
      }
      double won = 0;
      double pairs = 0;
      for (int i = 0; i < 60; i++) {
        for (int j = 0; j < 60; j++) {
          if (labels[i] > labels[j]) {
            pairs++;
            won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
          }
        }
      }
      assertEquals(won / pairs, Ranking.rocAuc(scores, labels), 1e-12);
    }
  }

  @Test
  void orderOfNegativeScores() {
    assertArrayEquals(
        new int[] {3, 1, 0, 2},
        Ranking.ascending(new float[] {.5f, -1, 7, Float.NEGATIVE_INFINITY}));
  }

  @Test
  void manyScoresAscendLikeFloats() {
    SplittableRandom random = new SplittableRandom(8);
    float[] scores = new float[5000];
    Integer[] expected = new Integer[scores.length];
    for (int i = 0; i < scores.length; i++) {
      // Every exponent and both signs, with ties.
      int bits = random.nextInt() & 0xFFF80000;
      scores[i] = Float.isNaN(Float.intBitsToFloat(bits)) ? -0f : Float.intBitsToFloat(bits);
      expected[i] = i;
    }
    Arrays.sort(expected, (a, b) -> Float.compare(scores[a], scores[b]));
    int[] order = Ranking.ascending(scores);
    for (int i = 0; i < order.length; i++) {
      assertEquals(expected[i], order[i], "position " + i);
    }
  }

  @Test
  void twoClassDecisions() {
    Confusion confusion = Confusion.at(0.5f, SCORES, LABELS);
    assertEquals(new Confusion(10, 3, 9, 2), confusion);
    assertEquals(0.7916666666666666, confusion.accuracy(), TOLERANCE);
    assertEquals(0.7692307692307693, confusion.precision(), TOLERANCE);
    assertEquals(0.8333333333333334, confusion.recall(), TOLERANCE);
    assertEquals(0.7916666666666667, confusion.balancedAccuracy(), TOLERANCE);
    assertEquals(0.8, confusion.fBeta(1), TOLERANCE);
    assertEquals(0.819672131147541, confusion.fBeta(2), TOLERANCE);
    assertEquals(0.78125, confusion.fBeta(0.5), TOLERANCE);
    assertEquals(0, new Confusion(0, 0, 5, 0).fBeta(1));
    float[] probabilities = SCORES.clone();
    probabilities[4] = 0.05f;
    assertEquals(0.4882967494960169, Ranking.logLoss(probabilities, LABELS), TOLERANCE);
    assertEquals(-Math.log(1e-15), Ranking.logLoss(new float[] {0}, new float[] {1}), TOLERANCE);
  }

  @Test
  void manyClasses() {
    Multiclass measures = new Multiclass(4, CHOSEN, CLASSES);
    assertEquals(0.25, measures.accuracy(), TOLERANCE);
    assertEquals(0.29166666666666663, measures.macroPrecision(), TOLERANCE);
    assertEquals(0.20238095238095238, measures.macroRecall(), TOLERANCE);
    assertEquals(0.2222222222222222, measures.macroFBeta(1), TOLERANCE);
    assertEquals(0.2698412698412698, measures.balancedAccuracy(), TOLERANCE);
    assertEquals(0.25, Multiclass.topAccuracy(1, 4, CLASS_SCORES, CLASSES), TOLERANCE);
    assertEquals(
        0.6666666666666666, Multiclass.topAccuracy(2, 4, CLASS_SCORES, CLASSES), TOLERANCE);
    assertEquals(1, Multiclass.topAccuracy(4, 4, CLASS_SCORES, CLASSES), TOLERANCE);
    assertEquals(0.6795540639881074, Multiclass.dcg(4, CLASS_SCORES, CLASSES), TOLERANCE);
    assertEquals(1.3671954270710927, Multiclass.logLoss(4, CLASS_SCORES, CLASSES), TOLERANCE);
  }

  @Test
  void errorsOfNumbers() {
    float[] labels = {-.15f, 1.77f, .48f, .68f, .64f, .25f, -1.4f, 1.39f, -1.37f, .24f};
    float[] predictions = {.16f, 1.35f, .55f, 1.26f, .63f, -.19f, -2.86f, .9f, -1.67f, -.02f};
    Regression errors = Regression.of(predictions, labels);
    assertEquals(0.33368, errors.mse(), TOLERANCE);
    assertEquals(0.434, errors.mae(), TOLERANCE);
    assertEquals(0.6490094995061436, errors.r2(), TOLERANCE);
    assertEquals(Math.sqrt(0.33368), errors.rmse(), TOLERANCE);
    assertTrue(Double.isNaN(Regression.of(new float[] {1}, new float[] {2}).r2()));
  }
}
