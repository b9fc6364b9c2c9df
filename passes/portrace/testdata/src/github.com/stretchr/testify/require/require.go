// Package require is what tests need of the package of that name: functions that
// stop the test if what they are told is not so.
package require

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
