/**
 * Whether what an administrator configured works, tried for real: libraries, clusters, servers, keys. Checks only look; none of them
 * changes anything where it looks.
 */
package io.jenkins.plugins.mlpipeline.setup;
