package unused

import "testing"

func TestTested(t *testing.T) {
	if port, err := testedPort(); err != nil || port == 0 {
		t.Error(port, err)
	}
}
