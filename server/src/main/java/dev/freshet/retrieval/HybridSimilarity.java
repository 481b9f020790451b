package dev.freshet.retrieval;

import dev.freshet.core.Vector;

/// Terms and direction taken together (contract §14.4, §14.5).
///
/// @param vectorWeight the weight of the cosine, 0 to 1; terms have the rest
public record HybridSimilarity(double vectorWeight) {
    public HybridSimilarity {
        if (!(vectorWeight >= 0 && vectorWeight <= 1)) {
            throw new IllegalArgumentException("a vector weight lies between 0 and 1");
        }
    }

    /// `cosine * v + terms * (1 - v)`.
    public double of(double terms, double cosine) {
        return cosine * vectorWeight + terms * (1 - vectorWeight);
    }

    /// The same, from the vectors themselves.
    public double of(double terms, Vector left, Vector right) {
        return of(terms, left.cosine(right));
    }

    /// The most that it can still become when only the terms are known: a sentence whose best possible value
    /// stays below a threshold need not be embedded.
    public double atMost(double terms) {
        return of(terms, 1);
    }
}
