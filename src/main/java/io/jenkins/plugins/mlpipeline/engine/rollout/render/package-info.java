/**
 * Kustomize folders and Helm charts as manifests: rendered by their own programs, never by code of ours, and recorded. Nothing
 * here speaks to a cluster but to ask what it serves.
 */
package io.jenkins.plugins.mlpipeline.engine.rollout.render;
