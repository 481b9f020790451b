package dev.freshet.dataset;

/// Who may see a dataset: its owner alone, or the owner's team.
public enum Permission {
    ME,
    TEAM
}
