package portguess_test

import (
	"testing"

	"github.com/sockvet/sockvet/internal/bodies/bodiestest"
)

// TestAlone is Test as the command sees the packages: nobody imports them, so that only
// the functions are looked at that matter.
func TestAlone(t *testing.T) {
	bodiestest.Alone(t, "report", "silent")
	Test(t)
}
