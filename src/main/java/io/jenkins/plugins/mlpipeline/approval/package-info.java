/** Persons who let a model go on although its gates did not pass: who may, what is kept, and when it ends. */
package io.jenkins.plugins.mlpipeline.approval;
