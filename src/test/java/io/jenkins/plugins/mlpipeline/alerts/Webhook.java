package io.jenkins.plugins.mlpipeline.alerts;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.util.Secret;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.config.IncidentConfiguration;
import io.jenkins.plugins.mlpipeline.config.IncidentRoute;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jvnet.hudson.test.JenkinsRule;

/** Alertmanager, as far as Jenkins sees it: messages as it sends them, with its secret or without. */
public final class Webhook {
    static final String TOKEN = "t0ken-of-alertmanager";
    private final JenkinsRule j;
    private final HttpClient http = HttpClient.newHttpClient();

    Webhook(JenkinsRule j) {
        this.j = j;
    }

    /** The controller takes alerts with the token, and one route leads from {@code FraudErrors} to a target. */
    void configure(String target) throws IOException, hudson.model.Descriptor.FormException {
        ClusterBench.add(
                j.jenkins,
                new StringCredentialsImpl(CredentialsScope.SYSTEM, "alertmanager", "", Secret.fromString(TOKEN)));
        IncidentConfiguration.get().setCredentialsId("alertmanager");
        IncidentConfiguration.get()
                .setRoutes(List.of(new IncidentRoute("fraud", target, "alertname=FraudErrors\nnamespace=bank")));
    }

    /** An alert as Alertmanager writes it. */
    static String alert(String status, String labels, String startsAt) {
        return "{\"status\":\"" + status + "\",\"labels\":" + labels
                + ",\"annotations\":{\"summary\":\"5 % of answers are errors\"},\"startsAt\":\"" + startsAt
                + "\",\"endsAt\":\"0001-01-01T00:00:00Z\",\"generatorURL\":\"\",\"fingerprint\":\"c0ffee\"}";
    }

    /** One that the route of {@link #configure} leads to its target. */
    static String fraud(String startsAt) {
        return message(alert("firing", "{\"alertname\":\"FraudErrors\",\"namespace\":\"bank\"}", startsAt));
    }

    static String message(String... alerts) {
        return "{\"receiver\":\"jenkins\",\"status\":\"firing\",\"alerts\":[" + String.join(",", alerts)
                + "],\"groupLabels\":{},\"commonLabels\":{},\"commonAnnotations\":{},\"externalURL\":\"\","
                + "\"version\":\"4\",\"groupKey\":\"{}:{}\",\"truncatedAlerts\":0}";
    }

    HttpResponse<String> send(String body) throws IOException, InterruptedException {
        return send("Bearer " + TOKEN, "application/json", body);
    }

    HttpResponse<String> send(String authorization, String type, String body) throws IOException, InterruptedException {
        return send("ml-alerts/alertmanager", authorization, type, body);
    }

    HttpResponse<String> send(String path, String authorization, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(j.jenkins.getRootUrl() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (type != null) {
            request.header("Content-Type", type);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
