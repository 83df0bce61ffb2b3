/**
 * What people type into forms and scripts, checked and turned into plain values. It knows the engine alone: what a field
 * means belongs to the step or the configuration that has it.
 */
package io.jenkins.plugins.mlpipeline.form;
