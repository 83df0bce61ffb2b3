package io.jenkins.plugins.mlpipeline.report;

import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchResult;
import java.util.Arrays;

/** The symbol beside a verdict, Jenkins' own for build results. The word always stands beside it. */
public enum VerdictIcon {
    /** All that was demanded is met. */
    PASS("symbol-status-blue"),
    /** It cannot be told. */
    INCONCLUSIVE("symbol-status-yellow"),
    /** Something that was demanded is not met. */
    FAIL("symbol-status-red"),
    /** The question made no sense. */
    ERROR("symbol-status-red");

    private static final String NONE = "symbol-status-nobuilt";

    private final String symbol;

    VerdictIcon(String symbol) {
        this.symbol = symbol;
    }

    /** The symbol of what came of a look at a model that serves; an alarm makes a build unstable. */
    static String ofLook(String state) {
        return switch (String.valueOf(state)) {
            case WatchResult.QUIET -> PASS.symbol;
            case WatchResult.ALARM -> INCONCLUSIVE.symbol;
            default -> NONE;
        };
    }

    /** The symbol of a verdict; another one when there is no verdict. */
    public static String of(Object verdict) {
        return Arrays.stream(values())
                .filter(icon -> icon.name().equals(String.valueOf(verdict)))
                .findFirst()
                .map(icon -> icon.symbol)
                .orElse(NONE);
    }
}
