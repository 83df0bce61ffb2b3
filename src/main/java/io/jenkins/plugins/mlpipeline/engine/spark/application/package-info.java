/**
 * What Spark's driver and executors load beside Spark itself: as little as can be. The engine and its libraries are in a class
 * loader of their own there, whatever Spark brings, and the two speak by texts, numbers and bytes.
 */
package io.jenkins.plugins.mlpipeline.engine.spark.application;
