"""Writes a data set as both sides read it: prepare.py <data folder> <name> <file>.

The file, all little-endian: int32 rows to learn from, rows to be measured on, columns; then float32
features and labels of the first, features and labels of the second. The columns are made as the
baselines' were: words become one column for each word, numbers stay as they are.
"""

import csv
import gzip
import os
import re
import sys

import numpy as np

folder, name, target = sys.argv[1:]
NUMBER = re.compile(r"-?\d*\.?\d+([eE]-?\d+)?")


def opened(path):
    path = os.path.join(folder, path)
    return gzip.open(path, "rt") if path.endswith(".gz") else open(path)


def cells(path, delimiter):
    with opened(path) as lines:
        return [[c.strip() for c in row] for row in csv.reader(lines, delimiter=delimiter) if row]


def encoded(rows, positive):
    columns = []
    for j in range(len(rows[0]) - 1):
        column = [row[j] for row in rows]
        if all(NUMBER.fullmatch(c) for c in column):
            columns.append(np.array(column, dtype=np.float32)[:, None])
        else:
            words = sorted(set(column))
            columns.append(np.array(column)[:, None] == np.array(words)[None, :])
    labels = np.array([row[-1].startswith(positive) for row in rows], dtype=np.float32)
    return np.hstack(columns).astype(np.float32), labels


def mnist():
    with gzip.open(os.path.join(folder, "knn-kmeans-pca/mnist-t10k-images-idx3-ubyte.gz")) as f:
        pixels = np.frombuffer(f.read(), dtype=np.uint8, offset=16)
    return pixels.reshape(-1, 784).astype(np.float32) / np.float32(255), None, 0


def letter():
    rows = np.array([row[1:] for row in cells("knn-kmeans-pca/letter.csv.gz", ",")[1:]], dtype=float)
    return (rows - rows.mean(0)) / rows.std(0), None, 0


def bank():
    features, labels = encoded(cells("xgboost/bank-additional-full.csv.gz", ";")[1:], "yes")
    order = np.random.RandomState(0).permutation(len(labels))
    return features[order], labels[order], len(labels) // 5


def adult():
    training = cells("linear-learner/adult-train.csv.gz", ",")
    test = cells("linear-learner/adult-test.csv.gz", ",")
    features, labels = encoded(test + training, ">50K")
    return features, labels, len(test)


features, labels, measured = {"mnist": mnist, "letter": letter, "bank": bank, "adult": adult}[name]()
labels = np.zeros(len(features)) if labels is None else labels
with open(target, "wb") as out:
    np.array([len(features) - measured, measured, features.shape[1]], dtype="<i4").tofile(out)
    for part in (slice(measured, None), slice(0, measured)):
        features[part].astype("<f4").tofile(out)
        labels[part].astype("<f4").tofile(out)
