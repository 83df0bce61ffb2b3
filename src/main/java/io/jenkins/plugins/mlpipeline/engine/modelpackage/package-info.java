/**
 * What a model package is: its manifest, the names and digests of its files, whether it is whole. No runtime belongs
 * here, because the controller uses it too; running a model belongs to {@code model}.
 */
package io.jenkins.plugins.mlpipeline.engine.modelpackage;
