package io.jenkins.plugins.mlpipeline.index;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;

/** Brings the index up to date when a job gets another name or place, or is deleted. */
@Extension
public final class IndexedItems extends ItemListener {
    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        ModelIndex.get().moved(oldFullName, newFullName);
    }

    @Override
    public void onDeleted(Item item) {
        ModelIndex.get().gone(item.getFullName());
    }
}
