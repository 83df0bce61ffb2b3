package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Services of Knative. The statuses are those that its controller writes: {@code pkg/apis/serving/v1/service_lifecycle.go},
 * {@code configuration_lifecycle.go} and {@code pkg/reconciler/service/service.go}, knative/serving at 98e5ef90.
 */
class KnativeServiceKindTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{observedGeneration: 1, latestCreatedRevisionName: a-1, latestReadyRevisionName: a-1, conditions: [{type: Ready, status: 'True'}]}|wait: waiting for the controller to see generation 2",
                "{observedGeneration: 2, latestCreatedRevisionName: a-1, latestReadyRevisionName: a-1, conditions: [{type: Ready, status: Unknown, reason: OutOfDate}]}|wait: Ready is Unknown (OutOfDate), revision a-1 is the newest, a-1 the last that is ready",
                "{observedGeneration: 2, latestCreatedRevisionName: a-2, latestReadyRevisionName: a-1, conditions: [{type: Ready, status: Unknown}]}|wait: Ready is Unknown, revision a-2 is the newest, a-1 the last that is ready",
                "{observedGeneration: 2, latestCreatedRevisionName: a-2, latestReadyRevisionName: a-2, conditions: [{type: Ready, status: Unknown, reason: TrafficNotMigrated}]}|wait: Ready is Unknown (TrafficNotMigrated), revision a-2 is the newest, a-2 the last that is ready",
                "{observedGeneration: 2, latestCreatedRevisionName: a-2, latestReadyRevisionName: a-2, conditions: [{type: Ready, status: 'True'}], traffic: [{revisionName: a-2, latestRevision: true, percent: 100}]}|candidate: revision a-2 is ready and gets 100 % of the requests",
                "{observedGeneration: 2, latestCreatedRevisionName: a-2, latestReadyRevisionName: a-2, conditions: [{type: Ready, status: 'True'}], traffic: [{revisionName: a-1, percent: 90}, {revisionName: a-2, latestRevision: true, percent: 10}]}|candidate: revision a-2 is ready and gets 10 % of the requests; The other 90 % go elsewhere (spec.traffic): raise it to give all to a-2.",
                "{observedGeneration: 2, latestCreatedRevisionName: a-2, latestReadyRevisionName: a-1, conditions: [{type: ConfigurationsReady, status: 'False', reason: RevisionFailed, message: 'Revision a-2 failed with message: Container failed with: x.'}, {type: Ready, status: 'False', reason: RevisionFailed}]}|FAILED RevisionFailed: service/fraud in namespace bank failed (ConfigurationsReady is False): Revision a-2 failed with message: Container failed with: x.",
            })
    void services(String status, String verdict) {
        assertThat(new Played(new KnativeServiceKind(), "serving.knative.dev/v1", "Service", "{template: {}}")
                        .means(status))
                .isEqualTo(verdict);
    }
}
