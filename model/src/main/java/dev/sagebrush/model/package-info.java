/** Placeholder. */ package dev.sagebrush.model;
