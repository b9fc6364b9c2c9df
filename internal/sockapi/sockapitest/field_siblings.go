package sockapitest

import (
	"errors"
	"fmt"
	"go/types"
	"slices"
	"testing"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// CheckFieldSiblings checks that each row is about a type of the packages, that
// this type has the field and the methods, and that there is no other such row.
// The packages have those that the rows are about, and net.
func CheckFieldSiblings(t *testing.T, rows []*sockapi.FieldSibling, packages Packages) {
	t.Helper()
	seen := map[sockapi.FieldSibling]bool{}
	for _, row := range rows {
		if seen[*row] {
			t.Errorf("%v: two rows", *row)
		}
		seen[*row] = true
		if err := checkFieldSibling(row, packages); err != nil {
			t.Errorf("%v: %v", *row, err)
		}
		if obj, ok := lookup(packages, row.Type); ok && !slices.Contains(sockapi.LookupFieldSiblings(obj), row) {
			t.Errorf("%v: LookupFieldSiblings does not return it", *row)
		}
	}
}

// checkFieldSibling checks one row.
func checkFieldSibling(row *sockapi.FieldSibling, packages Packages) error {
	obj, ok := lookup(packages, row.Type)
	if !ok {
		return errors.New("no such type")
	}
	socket, ok := lookup(packages, row.Listener)
	if !ok || !isSocket(socket.Type()) {
		return fmt.Errorf("%q is no socket", row.Listener)
	}
	field, ok := below(obj.Type(), row.Field)
	if !ok || !types.Identical(field, socket.Type()) {
		return fmt.Errorf("its field has type %v", field)
	}
	binds, serves := method(obj, row.Method), method(obj, row.Instead)
	if binds == nil || serves == nil {
		return errors.New("one of its methods is missing")
	}
	if !types.Identical(binds.Signature(), serves.Signature()) {
		return fmt.Errorf("its methods are %v and %v", binds, serves)
	}
	if at, err := typeAt(binds, row.Address); err != nil || !isAddress(at) {
		return fmt.Errorf("its address %v has type %v", row.Address, at)
	}
	return nil
}

// method returns the exported method of t with a name, or nil if it has none.
func method(t *types.TypeName, name string) *types.Func {
	obj, _, _ := types.LookupFieldOrMethod(t.Type(), true, nil, name)
	fn, _ := obj.(*types.Func)
	return fn
}
