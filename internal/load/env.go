package load

import (
	"encoding/json"
	"fmt"
	"go/version"
	"io"
	"runtime"
	"strings"
)

// An env is what has to be known of the go command's environment.
type env struct {
	goos      string
	goarch    string
	goversion string
	overlay   overlay
	err       error
}

// startEnv asks the go command while the caller does something else, and
// returns a function that waits for the answer.
func startEnv(opts *Options) func() env {
	answer := make(chan env, 1)
	go func() { answer <- readEnv(opts) }()
	return func() env { return <-answer }
}

func readEnv(opts *Options) env {
	out, err := goCommand(opts, io.Discard, "env", "-json", "GOOS", "GOARCH", "GOVERSION", "GOFLAGS")
	if err != nil {
		return env{err: err}
	}
	var vars struct{ GOOS, GOARCH, GOVERSION, GOFLAGS string }
	if err := json.Unmarshal(out, &vars); err != nil {
		return env{err: fmt.Errorf("go env: %w", err)}
	}
	goversion, _, _ := strings.Cut(vars.GOVERSION, " ")
	overlay, err := readOverlay(vars.GOFLAGS, opts.Dir)
	return env{vars.GOOS, vars.GOARCH, goversion, overlay, err}
}

// tooNew explains why code of the given Go version can't be analyzed, or
// returns "" if it can: types are checked by the packages of the Go version
// that sockvet was built with.
func tooNew(goversion string) string {
	built, _, _ := strings.Cut(runtime.Version(), " ") // without experiments
	mine := version.Lang(built)
	if mine == "" || version.Compare(version.Lang(goversion), mine) <= 0 {
		return ""
	}
	return fmt.Sprintf("sockvet was built with %s, which is older than %s: install it again with that version",
		built, goversion)
}
