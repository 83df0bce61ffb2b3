/**
 * Where the documents about the models of a build lie, under which ids, and how builds are looked through. What
 * {@code build.xml} holds and the pages that show it belong to {@code report}.
 */
package io.jenkins.plugins.mlpipeline.record;
