/** Placeholder. */ package dev.sagebrush.learn;
