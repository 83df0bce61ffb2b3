package io.jenkins.plugins.mlpipeline.config;

import java.io.IOException;
import org.htmlunit.html.HtmlForm;
import org.jvnet.hudson.test.JenkinsRule;
import org.xml.sax.SAXException;

/** The form of the page of settings. */
public final class SettingsForm {
    private SettingsForm() {}

    /** The form as the page shows it. */
    public static HtmlForm of(JenkinsRule.WebClient web) throws IOException, SAXException {
        return web.goTo("manage/ml-pipeline/").getFormByName("config");
    }

    /** Stores what the form shows. */
    static void roundTrip(JenkinsRule j) throws Exception {
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            j.submit(of(web));
        }
    }
}
