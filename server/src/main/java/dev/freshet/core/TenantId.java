package dev.freshet.core;

/// Names a tenant, the owner of everything that is stored; a user's own tenant carries the user's id.
///
/// @param value 32 lower-case hex digits
public record TenantId(String value) implements Id {
    @Override
    public String toString() {
        return value;
    }
}
