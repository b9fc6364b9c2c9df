package sockapi

// Retries: what happens in the function that they repeat happens over again
// until it succeeds. Sources: the packages' pages on https://pkg.go.dev.
//
// Left out: RetryOnConflict, for which no error of a bind is one to retry, and
// wait.Until, which goes on after success.
func retryRows() []Func {
	return []Func{
		row("github.com/avast/retry-go/v4.Do", repeats(Arg(0))),
		row("github.com/avast/retry-go/v4.DoWithData", repeats(Arg(0))),
		row("github.com/cenkalti/backoff/v4.Retry", repeats(Arg(0))),
		row("github.com/cenkalti/backoff/v4.RetryWithData", repeats(Arg(0))),
		row("github.com/cenkalti/backoff/v4.RetryNotify", repeats(Arg(0))),
		row("github.com/cenkalti/backoff/v4.RetryNotifyWithData", repeats(Arg(0))),
		row("github.com/cenkalti/backoff/v5.Retry", repeats(Arg(1))),
		row("(*github.com/ory/dockertest/v3.Pool).Retry", repeats(Arg(0))),
		row("github.com/samber/lo.Attempt", repeats(Arg(1))),
		row("github.com/samber/lo.AttemptWithDelay", repeats(Arg(2))),
		row("k8s.io/apimachinery/pkg/util/wait.Poll", repeats(Arg(2))),
		row("k8s.io/apimachinery/pkg/util/wait.PollImmediate", repeats(Arg(2))),
		row("k8s.io/apimachinery/pkg/util/wait.PollInfinite", repeats(Arg(1))),
		row("k8s.io/apimachinery/pkg/util/wait.PollImmediateInfinite", repeats(Arg(1))),
		row("k8s.io/apimachinery/pkg/util/wait.PollUntil", repeats(Arg(1))),
		row("k8s.io/apimachinery/pkg/util/wait.PollImmediateUntil", repeats(Arg(1))),
		row("k8s.io/apimachinery/pkg/util/wait.PollWithContext", repeats(Arg(3))),
		row("k8s.io/apimachinery/pkg/util/wait.PollImmediateWithContext", repeats(Arg(3))),
		row("k8s.io/apimachinery/pkg/util/wait.PollUntilContextCancel", repeats(Arg(3))),
		row("k8s.io/apimachinery/pkg/util/wait.PollUntilContextTimeout", repeats(Arg(4))),
		row("k8s.io/apimachinery/pkg/util/wait.ExponentialBackoff", repeats(Arg(1))),
		row("k8s.io/apimachinery/pkg/util/wait.ExponentialBackoffWithContext", repeats(Arg(2))),
		row("k8s.io/client-go/util/retry.OnError", repeats(Arg(2))),

		row("github.com/stretchr/testify/assert.Eventually", repeats(Arg(1))),
		row("github.com/stretchr/testify/require.Eventually", repeats(Arg(1))),
		row("(*github.com/stretchr/testify/assert.Assertions).Eventually", repeats(Arg(0))),
		row("(*github.com/stretchr/testify/require.Assertions).Eventually", repeats(Arg(0)))}
}
