"""Fits with scikit-learn: fit.py <method> <file> <fits> [k]; prints "seconds quality" for each fit.

Nothing but the fit is timed. The quality is inertia for clusters, the area under the ROC curve on
rows held out for classes.
"""

import sys
import time

import numpy as np
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

method, path, fits = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open(path, "rb") as f:
    training, measured, columns = np.fromfile(f, dtype="<i4", count=3)
    features = np.fromfile(f, dtype="<f4", count=training * columns).reshape(training, columns)
    labels = np.fromfile(f, dtype="<f4", count=training)
    test = np.fromfile(f, dtype="<f4", count=measured * columns).reshape(measured, columns)
    truth = np.fromfile(f, dtype="<f4", count=measured)
if method != "kmeans":
    features = features.astype(np.float64)  # what SGDClassifier computes in: no conversion is timed

for seed in range(fits):
    if method == "kmeans":
        model = KMeans(n_clusters=int(sys.argv[4]), n_init=3, random_state=seed)
    elif method == "sgd":
        model = make_pipeline(StandardScaler(), SGDClassifier(loss="log_loss", random_state=seed))
    else:
        model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    begun = time.perf_counter()
    model.fit(features, labels)
    seconds = time.perf_counter() - begun
    quality = model.inertia_ if method == "kmeans" else roc_auc_score(truth, model.decision_function(test))
    print(f"{seconds:.6f} {quality:.8g}", flush=True)
