package io.jenkins.plugins.mlpipeline.setup;

import hudson.Extension;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.PrometheusConnection;
import io.jenkins.plugins.mlpipeline.connection.MetricServers;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whether each Prometheus server answers a query. */
@Extension(ordinal = 20)
public final class MetricServersCheck implements SetupCheck {
    @Override
    public String title() {
        return Messages.MetricServersCheck_Title();
    }

    @Override
    public List<Finding> look() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (PrometheusConnection server : MlPipelineConfiguration.get().getPrometheusServers()) {
            findings.add(asked(server.getName()));
        }
        return findings;
    }

    private static Finding asked(String name) throws InterruptedException {
        try {
            Reply reply = MetricServers.open(name).ask("count(up)", Instant.now());
            if (reply instanceof Reply.Data data) {
                return data.series().isEmpty()
                        ? Finding.unsure(name, Messages.MetricServersCheck_Nothing())
                        : Finding.works(name, Messages.MetricServersCheck_Fine());
            }
            return Finding.fails(
                    name,
                    reply instanceof Reply.Refused refused ? refused.reason() : ((Reply.Unreachable) reply).reason());
        } catch (UserError e) {
            return Finding.fails(name, e.getMessage());
        }
    }
}
