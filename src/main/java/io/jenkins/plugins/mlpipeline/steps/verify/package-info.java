/** What {@code mlVerify} is made of: what is asked, looking and going back in short steps, and the answer. */
package io.jenkins.plugins.mlpipeline.steps.verify;
