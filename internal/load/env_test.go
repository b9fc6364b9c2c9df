package load

import "testing"

func TestTooNew(t *testing.T) {
	for goversion, want := range map[string]bool{
		"":          false,
		"go1.16":    false,
		"go1.26.99": false,
		"go1.9999":  true,
	} {
		if got := tooNew(goversion); (got != "") != want {
			t.Errorf("tooNew(%q) = %q", goversion, got)
		}
	}
}
