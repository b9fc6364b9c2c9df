package sockapi_test

import (
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockapi/sockapitest"
)

func TestSiblingsSuitTheirFunctions(t *testing.T) {
	rows := slices.DeleteFunc(sockapi.Siblings(), func(row *sockapi.Sibling) bool { return !inDistribution(row.Package()) })
	sockapitest.CheckSiblings(t, rows, loaded(t).packages)
}

func TestSiblings(t *testing.T) {
	rows := sockapi.Siblings()
	if len(rows) == 0 || !slices.IsSortedFunc(rows, func(a, b *sockapi.Sibling) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("not sorted")
	}
}

// TestSiblingsBind checks that what has a sibling and a row of effects binds the
// same address in both.
func TestSiblingsBind(t *testing.T) {
	effects := map[string][]sockapi.Effect{}
	for _, row := range sockapi.Funcs() {
		effects[row.Name] = row.Effects
	}
	for _, row := range sockapi.Siblings() {
		if !inDistribution(row.Package()) {
			continue
		}
		binds := func(e sockapi.Effect) bool { return e.Role == sockapi.Binds && e.From == row.Address }
		if !slices.ContainsFunc(effects[row.Name], binds) {
			t.Errorf("%s: its effects %v do not bind %v", row.Name, effects[row.Name], row.Address)
		}
	}
}

func TestLookupSibling(t *testing.T) {
	http := loaded(t).packages["net/http"]
	server := http.Scope().Lookup("Server").Type()
	embeds := types.NewStruct([]*types.Var{types.NewField(token.NoPos, nil, "Server", server, true)}, nil)
	promoted, _, _ := types.LookupFieldOrMethod(embeds, true, nil, "ListenAndServe")
	for _, test := range []struct {
		object types.Object
		want   string
	}{
		{http.Scope().Lookup("ListenAndServe"), "net/http.ListenAndServe"},
		{promoted, "(*net/http.Server).ListenAndServe"},
		{http.Scope().Lookup("Serve"), ""},
		{types.Universe.Lookup("error").Type().Underlying().(*types.Interface).Method(0), ""},
		{(*types.Func)(nil), ""},
	} {
		fn, ok := test.object.(*types.Func)
		if !ok {
			t.Fatalf("%v is no function", test.object)
		}
		got := ""
		if row := sockapi.LookupSibling(fn); row != nil {
			got = row.Name
		}
		if got != test.want {
			t.Errorf("LookupSibling(%v) = %q, want %q", test.object, got, test.want)
		}
	}
}

func TestLookupFieldSiblings(t *testing.T) {
	dns := types.NewPackage("github.com/miekg/dns", "dns")
	for _, test := range []struct {
		t    *types.TypeName
		want []string // the fields
	}{
		{types.NewTypeName(token.NoPos, dns, "Server", nil), []string{"Listener", "PacketConn"}},
		{types.NewTypeName(token.NoPos, dns, "Client", nil), nil},
		{types.Universe.Lookup("error").(*types.TypeName), nil},
		{nil, nil},
	} {
		var got []string
		for _, row := range sockapi.LookupFieldSiblings(test.t) {
			got = append(got, row.Field)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("LookupFieldSiblings(%v) has the fields %v, want %v", test.t, got, test.want)
		}
	}
}
