/** Parts of the rows: by values of columns, by bins of a number, by an expression, or by file. */
package io.jenkins.plugins.mlpipeline.engine.slice;
