// Package require is what tests need of the package of that name: functions that
// stop the test if what they are told is not so.
package require

import (
	"errors"
	"strings"
)

type TestingT interface {
	Errorf(format string, args ...any)
	FailNow()
}

func NoError(t TestingT, err error, args ...any) {
	if err != nil {
		t.FailNow()
	}
}

func Error(t TestingT, err error, args ...any) {
	if err == nil {
		t.FailNow()
	}
}

func ErrorContains(t TestingT, err error, text string, args ...any) {
	if err == nil || !strings.Contains(err.Error(), text) {
		t.FailNow()
	}
}

func ErrorIs(t TestingT, err, target error, args ...any) {
	if !errors.Is(err, target) {
		t.FailNow()
	}
}
