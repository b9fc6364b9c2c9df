package sockapi

import (
	"go/types"
	"slices"
	"strings"
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

// failing are the methods that fail a test.
var failing = []string{"Error", "Errorf", "Fail", "FailNow", "Fatal", "Fatalf"}

// FailsTest reports whether fn fails the test: a method of package testing's types, or of
// an interface that stands for a test. A log has Errorf and Fatalf too, but no Helper or
// FailNow.
func FailsTest(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil || !slices.Contains(failing, fn.Name()) {
		return false
	}
	return fn.Pkg().Path() == "testing" || standsForTest(fn.Signature().Recv())
}

// standsForTest reports whether the type of recv is an interface with one of the methods
// that only tests have.
func standsForTest(recv *types.Var) bool {
	if recv == nil {
		return false
	}
	iface, ok := recv.Type().Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for m := range iface.Methods() {
		if m.Name() == "Helper" || m.Name() == "FailNow" {
			return true
		}
	}
	return false
}

// canceled is the error that says that a context was cancelled.
const canceled = "context.Canceled"

// endings are errors that say that something has run, and was stopped.
var endings = []string{"net/http.ErrServerClosed", "net.ErrClosed", "io.EOF", canceled, "context.DeadlineExceeded"}

// endingWords are words in the names of such errors of other packages, such as grpc's
// ErrServerStopped.
var endingWords = []string{"closed", "stopped", "shutdown", "cancel", "terminated", "interrupted", "killed"}

// IsEnding reports whether v is an error which says that something has run, and was
// stopped.
func IsEnding(v types.Object) bool {
	if v == nil || v.Pkg() == nil {
		return false
	}
	name := strings.ToLower(v.Name())
	return slices.Contains(endings, fullName(v)) || slices.ContainsFunc(endingWords, func(word string) bool { return strings.Contains(name, word) })
}

// IsCanceled reports whether v is the error which says that a context was cancelled.
func IsCanceled(v types.Object) bool { return v.Pkg() != nil && fullName(v) == canceled }

func fullName(v types.Object) string { return v.Pkg().Path() + "." + v.Name() }
