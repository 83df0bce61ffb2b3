/**
 * What an auditor is given: a record of which model was judged on which rows by which policy, in our own JSON, as a CycloneDX
 * model card and as an in-toto test result; signed, and verified against the documents it speaks of.
 */
package io.jenkins.plugins.mlpipeline.engine.audit;
