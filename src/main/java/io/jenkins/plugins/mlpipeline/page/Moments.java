package io.jenkins.plugins.mlpipeline.page;

import hudson.Extension;
import hudson.ExtensionPoint;
import io.jenkins.plugins.mlpipeline.engine.text.Moment;

/**
 * Moments for views. A view reaches it as an extension, because a view's tags that name a class ({@code j:invokeStatic}, {@code
 * j:new}) find only classes of Jenkins itself.
 */
@Extension
public final class Moments implements ExtensionPoint {
    /** An ISO 8601 instant, seen from now; any other text as it is. */
    public Moment of(String instant) {
        return Moment.of(instant);
    }
}
