/** Placeholder. */ package dev.sagebrush.wire;
