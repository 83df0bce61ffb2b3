/** Parts of the rows: by values of columns, by bins of a number, or by an expression. */
package io.jenkins.plugins.mlpipeline.engine.slice;
