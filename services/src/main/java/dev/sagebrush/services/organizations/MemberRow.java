package dev.sagebrush.services.organizations;

/** That an account belongs to an organization. */
record MemberRow(String organization) {}
