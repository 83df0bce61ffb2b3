/** What an administrator decides: where the worker's libraries come from, which models are allowed, and the limits. */
package io.jenkins.plugins.mlpipeline.config;
