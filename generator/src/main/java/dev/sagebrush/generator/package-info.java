/** Placeholder. */ package dev.sagebrush.generator;
