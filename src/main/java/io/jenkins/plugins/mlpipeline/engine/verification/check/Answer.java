package io.jenkins.plugins.mlpipeline.engine.verification.check;

/** What a check says. Too little to judge is neither a pass nor a failure. */
public enum Answer {
    /** Nothing speaks against the deployment, and there was enough to look at. */
    PASS,
    /** The deployment does not meet the demand; chance explains it no better than the false-alarm rate says. */
    FAIL,
    /** Nothing, or too little, was observed. */
    NO_DATA,
    /** The check itself is wrong: its query is refused, or its numbers can't be what it takes them for. */
    ERROR
}
