package sockapi_test

import (
	"testing"

	"github.com/sockvet/sockvet/internal/sockapi"
)

func TestLookupAlternative(t *testing.T) {
	const echo = "github.com/labstack/echo/v4"
	for _, test := range []struct {
		path, name string
		want       *sockapi.Alternative // but for Package and Funcs; nil for no row
	}{
		{echo, "Start", &sockapi.Alternative{Name: "echo", Listener: "set Echo.Listener before Start"}},
		{echo, "StartTLS", &sockapi.Alternative{Name: "echo", Listener: "set Echo.TLSListener before it starts"}},
		{"github.com/quic-go/quic-go", "ListenAddr", &sockapi.Alternative{Name: "quic-go", Packet: "quic.Listen"}},
		{"github.com/alicebob/miniredis/v2", "StartAddr", &sockapi.Alternative{Name: "miniredis", Zero: "Start, then Addr"}},
		{"github.com/fergusstrange/embedded-postgres", "Start", &sockapi.Alternative{Name: "embedded-postgres"}},

		{echo, "Routes", nil},
		{"github.com/labstack/echo", "Start", nil},
		{"net/http", "ListenAndServe", nil},
		{"", "", nil},
	} {
		got := sockapi.LookupAlternative(test.path, test.name)
		switch {
		case got == nil || test.want == nil:
			if (got == nil) != (test.want == nil) {
				t.Errorf("LookupAlternative(%q, %q) = %v, want %v", test.path, test.name, got, test.want)
			}
		case got.Name != test.want.Name || got.Listener != test.want.Listener || got.Packet != test.want.Packet || got.Zero != test.want.Zero:
			t.Errorf("LookupAlternative(%q, %q) = %+v, want %+v", test.path, test.name, got, test.want)
		}
	}
}
