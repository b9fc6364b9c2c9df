package sockapi

// net/http and what is built on it, and net/rpc. Sources: https://pkg.go.dev/net/http
// and $GOROOT/src/net/http, $GOROOT/src/net/rpc.
//
// Left out:
//   - Server.Close and Shutdown close the listeners that Serve was given, which the
//     server keeps in a field that nobody else sees;
//   - httptest.NewTestServer binds nothing. Its server is in memory, or binds port 0 and
//     serves on that at once, in Start.
func httpRows() []Func {
	return []Func{
		// Servers.
		row("net/http.ListenAndServe", binds(Arg(0))),
		row("net/http.ListenAndServeTLS", binds(Arg(0))),
		row("(*net/http.Server).ListenAndServe", binds(Recv("Addr"))),
		row("(*net/http.Server).ListenAndServeTLS", binds(Recv("Addr"))),
		row("net/http.Serve", serves(Arg(0))),
		row("net/http.ServeTLS", serves(Arg(0))),
		row("(*net/http.Server).Serve", serves(Arg(0))),
		row("(*net/http.Server).ServeTLS", serves(Arg(0))),
		row("net/http/fcgi.Serve", serves(Arg(0))),
		row("net/rpc.Accept", serves(Arg(0))),
		row("(*net/rpc.Server).Accept", serves(Arg(0))),

		// httptest binds port 0 of the loopback interface as soon as the server is
		// made, started or not (httptest/server.go: newLocalListener).
		row("net/http/httptest.NewServer", acquires(none, none), serves(Ret(0))),
		row("net/http/httptest.NewTLSServer", acquires(none, none), serves(Ret(0))),
		row("net/http/httptest.NewUnstartedServer", acquires(none, none)),
		row("(*net/http/httptest.Server).Start", serves(Recv())),
		row("(*net/http/httptest.Server).StartTLS", serves(Recv())),
		row("(*net/http/httptest.Server).Close", releases(Recv())),

		// What a handler gets in a test that calls it.
		row("net/http/httptest.NewRequest", carries(Arg(2), Ret(0, "Body"))),
		row("net/http/httptest.NewRequestWithContext", carries(Arg(3), Ret(0, "Body"))),
		row("(net/http.Header).Set", carries(Arg(1), Recv("[$0].[]"))),
		row("(net/http.Header).Add", carries(Arg(1), Recv("[$0].[]"))),
		row("(net/http.Header).Get", carries(Recv("[$0].[]"), Ret(0))),
		row("(net/http.HandlerFunc).ServeHTTP", carries(Arg(0), Recv("(0)")), carries(Arg(1), Recv("(1)"))),

		// A handler runs in the goroutine of its connection, once somebody serves.
		row("net/http.HandleFunc", spawns(Arg(1))),
		row("(*net/http.ServeMux).HandleFunc", spawns(Arg(1))),

		// Clients.
		row("net/http.Get", dials(Arg(0))),
		row("net/http.Head", dials(Arg(0))),
		row("net/http.Post", dials(Arg(0))),
		row("net/http.PostForm", dials(Arg(0))),
		row("(*net/http.Client).Get", dials(Arg(0))),
		row("(*net/http.Client).Head", dials(Arg(0))),
		row("(*net/http.Client).Post", dials(Arg(0))),
		row("(*net/http.Client).PostForm", dials(Arg(0))),
		row("(*net/http.Client).Do", dials(Arg(0, "URL"))),
		row("(*net/http.Transport).RoundTrip", dials(Arg(0, "URL"))),
		row("(net/http.RoundTripper).RoundTrip", dials(Arg(0, "URL"))),
		row("net/http.NewRequest", formats(Arg(1), Ret(0, "URL")), formats(Arg(1), Ret(0, "Host")), carries(Arg(2), Ret(0, "Body"))),
		row("net/http.NewRequestWithContext", formats(Arg(2), Ret(0, "URL")), formats(Arg(2), Ret(0, "Host")), carries(Arg(3), Ret(0, "Body"))),
		passes("(*net/http.Request).Clone", Recv()),
		row("(*net/http.Request).WithContext", carries(Recv(), Ret(0)), carries(Arg(0), Ret(0, "ctx"))),
		passes("(*net/http.Request).Context", Recv("ctx")),
		row("(*net/http.Transport).NewClientConn", dials(Arg(2))),
		row("net/http.ProxyURL", dials(Arg(0))),
		row("net/http/httputil.NewSingleHostReverseProxy", dials(Arg(0))),
		row("(*net/http/httputil.ProxyRequest).SetURL", dials(Arg(0))),
		row("net/rpc.Dial", dials(Arg(1))),
		row("net/rpc.DialHTTP", dials(Arg(1))),
		row("net/rpc.DialHTTPPath", dials(Arg(1))),
		row("net/rpc/jsonrpc.Dial", dials(Arg(1)))}
}
