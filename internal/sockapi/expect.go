package sockapi

import (
	"go/types"
	"slices"
)

// Assertions: what ends or fails a test unless an error is what it should be.

// expecting are the functions and methods that fail the test if the error they are given
// is nil. Sources: the packages' pages on https://pkg.go.dev.
var expecting = map[string][]string{
	"github.com/stretchr/testify/assert":  testifyErrors,
	"github.com/stretchr/testify/require": testifyErrors,
	"gotest.tools/v3/assert":              {"Error", "ErrorContains", "ErrorIs", "ErrorType"},
	"github.com/shoenig/test":             {"Error", "ErrorContains", "ErrorIs", "EqError"},
	"github.com/shoenig/test/must":        {"Error", "ErrorContains", "ErrorIs", "EqError"},
}

var testifyErrors = []string{
	"Error", "Errorf", "ErrorIs", "ErrorIsf", "ErrorAs", "ErrorAsf", "ErrorContains", "ErrorContainsf", "EqualError", "EqualErrorf",
}

// ExpectsError reports whether fn fails the test if the error it is given is nil.
func ExpectsError(fn *types.Func) bool {
	return fn != nil && fn.Pkg() != nil && slices.Contains(expecting[fn.Pkg().Path()], fn.Name())
}

// FailsTest reports whether fn, a method of package testing's types, fails the test.
func FailsTest(fn *types.Func) bool {
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "testing" &&
		slices.Contains([]string{"Error", "Errorf", "Fail", "FailNow", "Fatal", "Fatalf"}, fn.Name())
}

// endings are errors that say that something has run, and was stopped.
var endings = []string{"net/http.ErrServerClosed", "net.ErrClosed", "context.Canceled", "context.DeadlineExceeded", "google.golang.org/grpc.ErrServerStopped"}

// IsEnding reports whether v is an error which says that something has run, and was
// stopped.
func IsEnding(v types.Object) bool {
	return v != nil && v.Pkg() != nil && slices.Contains(endings, v.Pkg().Path()+"."+v.Name())
}
