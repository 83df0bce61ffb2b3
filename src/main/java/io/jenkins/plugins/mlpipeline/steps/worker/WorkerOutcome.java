package io.jenkins.plugins.mlpipeline.steps.worker;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerMain;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerResult;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * How a worker ended, from its exit code and what it left.
 *
 * @param values results when all went well; else null
 * @param message one sentence when not; else null
 */
@Restricted(NoExternalUse.class)
public record WorkerOutcome(Map<String, Object> values, String message) {
    private static final int EXIT_ERROR = 2;
    private static final int EXIT_HEAP = 3;
    private static final int EXIT_NOT_EXECUTABLE = 126;
    private static final int EXIT_NOT_FOUND = 127;
    private static final int EXIT_ABORTED = 134;
    private static final int EXIT_KILLED = 137;
    private static final int EXIT_TOLD_TO_END = 143;
    private static final int LONGEST_MESSAGE = 2000;

    /**
     * Reads it.
     *
     * @param exitCode of the process; negative when durable-task lost sight of it
     * @param result text of {@code result.json}; null when there is none
     * @param libraryProblem what the worker said about its libraries; null when nothing
     * @param heap the heap limit that it had
     * @param java what was started
     */
    public static WorkerOutcome of(int exitCode, String result, String libraryProblem, String heap, String java) {
        if (result != null) {
            try {
                WorkerResult read = Json.parse(result, WorkerResult.class, WorkerMain.RESULT);
                if (read.status() == WorkerResult.Status.OK && exitCode == 0 && read.values() != null) {
                    return new WorkerOutcome(read.values(), null);
                }
                if (read.message() != null) {
                    return failed(read.message());
                }
            } catch (UserError e) {
                return failed("The worker's answer is not usable: " + e.getMessage());
            }
        }
        if (exitCode == WorkerMain.EXIT_LIBRARY && libraryProblem != null) {
            return failed(libraryProblem);
        }
        return failed(without(exitCode, heap, java));
    }

    /** An agent wrote the message, so it is one line of the log at most. */
    private static WorkerOutcome failed(String message) {
        String line = message.replaceAll("\\p{Cntrl}+", " ");
        return new WorkerOutcome(
                null, line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + " ...");
    }

    private static String without(int exitCode, String heap, String java) {
        return switch (exitCode) {
            case EXIT_ERROR ->
                "The worker ended with an error (exit code 2) and could not write what it was; the lines above say"
                        + " why. Give its folder beside the workspace room and the right to write.";
            case EXIT_HEAP ->
                "The worker needed more than its heap of " + heap + ". Give the step more, for example heap: '"
                        + doubled(heap) + "', or less data.";
            case EXIT_NOT_FOUND ->
                "\"" + java + "\" was not found where the worker was to be started. Install Java 17 or"
                        + " newer there, or name the executable with java.";
            case EXIT_NOT_EXECUTABLE ->
                "\"" + java + "\" cannot be executed where the worker was to be started. Name a"
                        + " Java 17 or newer with java.";
            case EXIT_KILLED ->
                "The worker was killed (exit code 137): most likely the machine or the container ran out of"
                        + " memory. Give it more than the heap of " + heap
                        + " and half a gigabyte for native libraries, or"
                        + " lower heap.";
            case EXIT_TOLD_TO_END -> "The worker was told to end from outside (exit code 143).";
            case EXIT_ABORTED ->
                "A native library of the worker aborted (exit code 134); the lines above say why. Too little"
                        + " memory is the usual cause.";
            default ->
                exitCode < 0
                        ? "The worker's process is gone: the agent's machine was most likely restarted, or the process ended from"
                                + " outside."
                        : "The worker ended with exit code " + exitCode
                                + " and without a result; the lines above say why. It" + " needs Java 17 or newer.";
        };
    }

    private static String doubled(String heap) {
        int last = heap.length() - 1;
        return 2 * Long.parseLong(heap.substring(0, last)) + heap.substring(last);
    }
}
