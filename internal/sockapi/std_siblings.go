package sockapi

// Siblings of the functions of net/http that bind. Source: $GOROOT/src/net/http/server.go.
//
// Serve closes the listener when it returns, as ListenAndServe does. ServeTLS
// leaves it open if it can't load the certificate. ListenAndServe makes a Server
// with its address in Addr, which nothing reads then: the templates with a
// literal keep it so that a variable that holds the address stays in use.
var stdSiblings = []Sibling{
	{
		Name:     "net/http.ListenAndServe",
		Address:  Arg(0),
		Calls:    []string{"$pkgServe($l, $1)", "(&$pkgServer{Addr: $0, Handler: $1}).Serve($l)"},
		Listener: "net.Listener",
	},
	{
		// ServeTLS takes the handler before the certificate, ListenAndServeTLS after the key.
		Name:     "net/http.ListenAndServeTLS",
		Address:  Arg(0),
		Calls:    []string{"$pkgServeTLS($l, $3, $1, $2)", "(&$pkgServer{Addr: $0, Handler: $3}).ServeTLS($l, $1, $2)"},
		Listener: "net.Listener",
	},
	{
		Name:     "(*net/http.Server).ListenAndServe",
		Address:  Recv("Addr"),
		Calls:    []string{"$recv.Serve($l)"},
		Listener: "net.Listener",
	},
	{
		Name:     "(*net/http.Server).ListenAndServeTLS",
		Address:  Recv("Addr"),
		Calls:    []string{"$recv.ServeTLS($l, $0, $1)"},
		Listener: "net.Listener",
	},
}
