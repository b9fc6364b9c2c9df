package sockapi_test

import (
	"testing"

	"github.com/sockvet/sockvet/internal/sockapi"
)

func TestExpand(t *testing.T) {
	for _, test := range []struct {
		template string
		call     sockapi.Call
		want     string // empty if the call does not suit the template
	}{
		{"$pkgServe($l, $1)", sockapi.Call{Pkg: "http.", Args: []string{"addr", "nil"}}, "http.Serve(l, nil)"},
		{"$pkgServe($l, $1)", sockapi.Call{Args: []string{"addr", "nil"}}, "Serve(l, nil)"},
		{"$pkgServe($l, $1)", sockapi.Call{Pkg: "http.", Args: []string{"addrAndHandler()"}}, ""},
		{"$pkgServe($l, $1)", sockapi.Call{Pkg: "http."}, ""},
		{"(&$pkgServer{Addr: $0}).Serve($l)", sockapi.Call{Pkg: "web.", Args: []string{`fmt.Sprintf(":%d", port)`, "h"}},
			`(&web.Server{Addr: fmt.Sprintf(":%d", port)}).Serve(l)`},
		{"$pkgF($l, $10, $1)", sockapi.Call{Args: []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"}}, "F(l, k, b)"},

		// Receivers.
		{"$recv.Serve($l)", sockapi.Call{Recv: "srv"}, "srv.Serve(l)"},
		{"$recv.Serve($l)", sockapi.Call{Recv: "s.servers[i].http()"}, "s.servers[i].http().Serve(l)"},
		{"$recv.Serve($l)", sockapi.Call{Recv: "gin.\n\tDefault()"}, "gin.\n\tDefault().Serve(l)"},
		{"$recv.Serve($l)", sockapi.Call{Recv: "(&http.Server{Addr: addr})"}, "(&http.Server{Addr: addr}).Serve(l)"},
		{"$recv.Serve($l)", sockapi.Call{Recv: "&http.Server{Addr: addr}"}, "(&http.Server{Addr: addr}).Serve(l)"},
		{"$recv.Serve($l)", sockapi.Call{Recv: "*p"}, "(*p).Serve(l)"},
		{"$recv.Serve($l)", sockapi.Call{Recv: "<-servers"}, "(<-servers).Serve(l)"},
		{"$recv.Serve($l)", sockapi.Call{Recv: "a + b"}, "(a + b).Serve(l)"},
		{"$recv.Serve($l)", sockapi.Call{}, ""},
		{"$recv.Serve($l)", sockapi.Call{Recv: "srv; exit()"}, ""},

		// The rest of the arguments.
		{"$recv.Run($pkgListener($l), $1*)", sockapi.Call{Recv: "app", Pkg: "iris.", Args: []string{"addr"}}, "app.Run(iris.Listener(l))"},
		{"$recv.Run($pkgListener($l), $1*)", sockapi.Call{Recv: "app", Pkg: "iris.", Args: []string{"addr", "a", "b"}}, "app.Run(iris.Listener(l), a, b)"},
		{"$recv.Run($pkgListener($l), $1*)", sockapi.Call{Recv: "app", Pkg: "iris.", Args: []string{"addr", "all"}, Spread: true}, "app.Run(iris.Listener(l), all...)"},
		{"$recv.Run($pkgListener($l), $1*)", sockapi.Call{Recv: "app", Pkg: "iris."}, ""},
		{"f($0*)", sockapi.Call{}, "f()"},
		{"f($l, $2*, $0)", sockapi.Call{Args: []string{"a", "b"}}, "f(l, a)"},
		{"f($l, $pkgNew())", sockapi.Call{}, "f(l, New())"}, // nothing vanishes but the rest

		// A list is no single value.
		{"$recv.RunListener($l)", sockapi.Call{Recv: "r", Args: []string{"addrs"}, Spread: true}, "r.RunListener(l)"},
		{"f($l, $0)", sockapi.Call{Args: []string{"addr", "options"}, Spread: true}, "f(l, addr)"},
		{"f($l, $1)", sockapi.Call{Args: []string{"addr", "options"}, Spread: true}, ""},
	} {
		test.call.Listener = "l"
		got, ok := sockapi.Expand(test.template, test.call)
		if got != test.want || ok != (test.want != "") {
			t.Errorf("Expand(%q, %+v) = %q, %t, want %q", test.template, test.call, got, ok, test.want)
		}
	}
	if got, ok := sockapi.Expand("f($l)", sockapi.Call{}); got != "" || ok {
		t.Errorf("without a listener: %q, %t", got, ok)
	}
}

// TestExpandKeepsText puts text that looks like words of a template into a call.
func TestExpandKeepsText(t *testing.T) {
	call := sockapi.Call{Args: []string{`"$0, $l"`, `"$1*"`}, Listener: "l"}
	if got, _ := sockapi.Expand("f($l, $0*)", call); got != `f(l, "$0, $l", "$1*")` {
		t.Error(got)
	}
}
