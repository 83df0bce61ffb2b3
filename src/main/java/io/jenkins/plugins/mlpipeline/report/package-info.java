/**
 * What a build knows about its models: a small record in {@code build.xml}, documents in the build's folder, and the pages
 * that show them.
 */
package io.jenkins.plugins.mlpipeline.report;
