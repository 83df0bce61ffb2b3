package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * InferenceServices of KServe. The statuses are those that its controller writes: {@code PropagateStatus}, {@code PropagateRawStatus}
 * and {@code PropagateModelStatus} of {@code pkg/apis/serving/v1beta1/inference_service_status.go}, kserve/kserve at aaac4e29.
 */
class InferenceServiceKindTest {
    private static final String BEFORE = "{deploymentMode: Serverless, observedGeneration: 1, components: {predictor:"
            + " {latestCreatedRevision: fraud-00001, latestReadyRevision: fraud-00001}}, modelStatus: {transitionStatus:"
            + " UpToDate, states: {activeModelState: Loaded, targetModelState: Loaded}}}";
    private static final String READY =
            "conditions: [{type: Ready, status: 'True'}, {type: PredictorReady, status: 'True'}]";
    private static final String LOADED =
            "modelStatus: {transitionStatus: UpToDate, states: {activeModelState: Loaded, targetModelState: Loaded}}";

    private static Played played(String spec) {
        return new Played(new InferenceServiceKind(), "serving.kserve.io/v1beta1", "InferenceService", spec);
    }

    private static String serverless(String created, String ready, int percent, String more) {
        return "{deploymentMode: Serverless, observedGeneration: 2, components: {predictor: {latestCreatedRevision: "
                + created
                + ", latestReadyRevision: " + ready + ", traffic: [{revisionName: " + created
                + ", latestRevision: true, percent: " + percent + "}]}}, " + more + "}";
    }

    @Test
    void theStatusOfTheModelBeforeIsNotTakenForTheNewOnes() {
        Played played = played("{predictor: {}}").before(BEFORE);
        assertThat(played.means(serverless("fraud-00001", "fraud-00001", 100, READY + ", " + LOADED)))
                .isEqualTo("wait: waiting for KServe to act on the new specification");
        // Where it is not known what the status was, it says nothing.
        assertThat(played("{predictor: {}}")
                        .before(null)
                        .means(serverless("fraud-00001", "fraud-00001", 100, READY + ", " + LOADED)))
                .startsWith("UNVERIFIED UnknownKind: ")
                .endsWith(": the answer to the write was lost, and its status doesn't say which model it is about.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // Ready goes on being True while the model before serves.
                "fraud-00002|fraud-00001|0|%s, modelStatus: {transitionStatus: InProgress, states: {targetModelState: Loading}}|wait: predictor: revision fraud-00002 is the newest, fraud-00001 the last that is ready",
                "fraud-00002|fraud-00002|100|conditions: [{type: Ready, status: Unknown, reason: Uninitialized}], modelStatus: {transitionStatus: InProgress}|wait: Ready is Unknown (Uninitialized)",
                "fraud-00002|fraud-00002|100|%s, modelStatus: {transitionStatus: InProgress, states: {targetModelState: Loading}}|wait: its model is Loading (InProgress)",
                "fraud-00002|fraud-00002|50|%s, %l|wait: revision fraud-00002 is ready and gets 50 % of the requests, waiting for the others to come over",
                "fraud-00002|fraud-00002|100|%s, %l|candidate: revision fraud-00002 is ready, its model is loaded, and it gets 100 % of the requests",
                "fraud-00002|fraud-00001|0|%s, modelStatus: {transitionStatus: BlockedByFailedLoad, states: {targetModelState: FailedToLoad}, lastFailureInfo: {reason: ModelLoadFailed, message: 'No module named x', exitCode: 1}}|FAILED ModelLoadFailed: inferenceservice/fraud in namespace bank does not load its model (BlockedByFailedLoad, ModelLoadFailed): No module named x (exit code 1).",
                // The specification itself: no revision is made.
                "fraud-00001|fraud-00001|100|%s, modelStatus: {transitionStatus: InvalidSpec, lastFailureInfo: {reason: NoSupportingRuntime, message: No runtime found}}|FAILED NoSupportingRuntime: inferenceservice/fraud in namespace bank does not load its model (InvalidSpec, NoSupportingRuntime): No runtime found.",
                "fraud-00002|fraud-00001|0|conditions: [{type: PredictorConfigurationReady, status: 'False', reason: RevisionFailed, message: Revision failed}], modelStatus: {transitionStatus: InProgress}|FAILED RevisionFailed: inferenceservice/fraud in namespace bank failed (PredictorConfigurationReady is False): Revision failed",
            })
    void serverless(String created, String ready, int percent, String more, String verdict) {
        assertThat(played("{predictor: {}}")
                        .before(BEFORE)
                        .means(serverless(
                                created,
                                ready,
                                percent,
                                more.replace("%s", READY).replace("%l", LOADED))))
                .isEqualTo(verdict);
    }

    @Test
    void aCanaryIsDeployedInPart() {
        assertThat(played("{predictor: {canaryTrafficPercent: 20}}")
                        .before(BEFORE)
                        .means(serverless("fraud-00002", "fraud-00002", 20, READY + ", " + LOADED)))
                .isEqualTo(
                        "candidate: revision fraud-00002 is ready, its model is loaded, and it gets 20 % of the requests;"
                                + " The other 80 % go elsewhere (spec.predictor.canaryTrafficPercent): raise it to give all to"
                                + " fraud-00002.");
    }

    /** A failure of the model before is no failure of the new one. */
    @Test
    void aFailureFromBeforeIsNotTheNewOnes() {
        String failed =
                "modelStatus: {transitionStatus: BlockedByFailedLoad, lastFailureInfo: {reason: ModelLoadFailed}}";
        Played played = played("{predictor: {}}").before(serverless("fraud-00001", "fraud-00001", 100, failed));
        assertThat(played.means(serverless("fraud-00001", "fraud-00001", 100, READY + ", " + failed)))
                .isEqualTo("wait: waiting for KServe to act on the new specification");
    }

    /** On Deployments the reason alone tells whether pods of the model before still serve. */
    @Test
    void raw() {
        String status =
                "{deploymentMode: RawDeployment, observedGeneration: %d, conditions: [{type: Ready, status: 'True'},"
                        + " {type: PredictorReady, status: 'True', reason: %s}], " + LOADED + "}";
        Played played = played("{predictor: {}}").before(status.formatted(4, "NewReplicaSetAvailable"));
        assertThat(played.means(status.formatted(4, "NewReplicaSetAvailable")))
                .isEqualTo("wait: waiting for KServe to act on the new specification");
        assertThat(played.means(status.formatted(5, "MinimumReplicasAvailable")))
                .isEqualTo(
                        "wait: PredictorReady is True (MinimumReplicasAvailable), waiting for all pods to be new ones");
        assertThat(played.means(status.formatted(5, "NewReplicaSetAvailable")))
                .isEqualTo("candidate: all pods are new ones and its model is loaded");
        assertThat(played.after(660).means(status.formatted(5, "MinimumReplicasAvailable")))
                .startsWith("UNVERIFIED UnknownKind: ")
                .endsWith(
                        ": PredictorReady is True (MinimumReplicasAvailable), which it also is while pods of the model"
                                + " before serve.");
        assertThat(
                        played.means(
                                "{deploymentMode: RawDeployment, observedGeneration: 5, conditions: [{type: PredictorReady,"
                                        + " status: 'False', reason: ProgressDeadlineExceeded, message: timed out progressing}]}"))
                .isEqualTo(
                        "FAILED ProgressDeadlineExceeded: inferenceservice/fraud in namespace bank failed (PredictorReady"
                                + " is False): timed out progressing");
    }

    @Test
    void stoppedOrOfModelMesh() {
        assertThat(played("{}").means("{conditions: [{type: Stopped, status: 'True'}]}"))
                .isEqualTo("SCALED_TO_ZERO Stopped: inferenceservice/fraud in namespace bank is stopped"
                        + " (serving.kserve.io/stop): nothing runs that could show that it works.");
        assertThat(played("{}").means("{deploymentMode: ModelMesh}"))
                .endsWith("whether the new model serves: ModelMesh runs it.");
    }
}
