/// What those who run the server ask of it: whether it lives, whether it can answer, and its metrics.
///
/// [dev.freshet.api.ops.OpsRoutes] serves `/healthz`, `/readyz` and `/metrics`;
/// [dev.freshet.api.ops.ServerGauges] has the server's parts show up among the metrics, whose names stand in
/// `docs/reference/metrics.md`. None of it tells anything of what users said.
@NullMarked
package dev.freshet.api.ops;

import org.jspecify.annotations.NullMarked;
