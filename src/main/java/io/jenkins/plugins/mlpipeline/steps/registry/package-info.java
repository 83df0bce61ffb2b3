/**
 * Models of registries in steps: brought here and to agents, and registered when they passed. Credentials stay on the controller.
 */
package io.jenkins.plugins.mlpipeline.steps.registry;
