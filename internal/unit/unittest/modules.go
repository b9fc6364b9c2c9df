package unittest

// A Case is a module and the lines of findings that every driver has to print,
// without columns.
type Case struct {
	Name   string
	Module string // a txtar archive
	Want   []string
}

// Cases are about facts, and which package sees which.
var Cases = []Case{
	{
		Name: "function of another package",
		Module: `
-- go.mod --
module m
go 1.26
-- a/a.go --
package a
import "net"
func Open() { net.Listen("tcp", "") }
-- b/b.go --
package b
import "m/a"
func Reopen() { a.Open() }
-- c/c.go --
package c
import "m/b"
func C() { b.Reopen() }
`,
		Want: []string{
			"b/b.go:3: Open listens",
			"c/c.go:3: Reopen listens",
		},
	},
	{
		Name: "method, through two packages that do not matter",
		Module: `
-- go.mod --
module m
go 1.26
-- a/a.go --
package a
import "net"
type T struct{}
func (T) Open() { net.Listen("tcp", "") }
func New() T { return T{} }
-- b/b.go --
package b
import "m/a"
func Get() a.T { return a.New() }
-- c/c.go --
package c
import "m/b"
var T = b.Get()
-- d/d.go --
package d
import "m/c"
func D() { c.T.Open() }
`,
		Want: []string{"d/d.go:3: Open listens"},
	},
	{
		Name: "test variants",
		Module: `
-- go.mod --
module m
go 1.26
-- p/p.go --
package p
import "net"
type P struct{}
func (P) Open() { net.Listen("tcp", "") }
-- p/in_test.go --
package p
func (P) OpenInTest() { P{}.Open() }
-- p/ex_test.go --
package p_test
import (
	"m/p"
	"m/q"
)
func f() {
	q.Get().OpenInTest()
	var x p.P = q.Get()
	q.Take(x)
}
-- q/q.go --
package q
import "m/p"
func Get() p.P { return p.P{} }
func Take(x p.P) { x.Open() }
-- r/r.go --
package r
import "m/q"
func R() { q.Get().Open() }
`,
		Want: []string{
			"p/ex_test.go:7: OpenInTest listens",
			"p/ex_test.go:9: Take listens",
			"q/q.go:4: Open listens",
			"r/r.go:3: Open listens",
		},
	},
	{
		Name: "two tests with a variant of the same package",
		Module: `
-- go.mod --
module m
go 1.26
-- base/base.go --
package base
import "net"
type T struct{}
func (T) Open() { net.Listen("tcp", "") }
-- p/p.go --
package p
import "m/base"
type P struct{ base.T }
-- p/in_test.go --
package p
var InP = P{}
-- p/ex_test.go --
package p_test
import (
	"m/helper"
	"m/p"
)
func f() { helper.Take(p.InP); p.InP.Open() }
-- q/q.go --
package q
import "m/p"
type Q struct{ p.P }
-- q/in_test.go --
package q
var InQ = Q{}
-- q/ex_test.go --
package q_test
import (
	"m/helper"
	"m/q"
)
func f() { helper.Take(q.InQ.P); q.InQ.Open() }
-- helper/helper.go --
package helper
import (
	"m/p"
	"m/q"
)
func Take(x p.P) { x.Open() }
func Q(x q.Q) p.P { return x.P }
`,
		Want: []string{
			"helper/helper.go:6: Open listens",
			"p/ex_test.go:6: Open listens",
			"p/ex_test.go:6: Take listens",
			"q/ex_test.go:6: Open listens",
			"q/ex_test.go:6: Take listens",
		},
	},
	{
		Name: "generic type, alias and embedding",
		Module: `
-- go.mod --
module m
go 1.26
-- a/a.go --
package a
import "net"
type T[X any] struct{ x X }
func (*T[X]) Open() { net.Listen("tcp", "") }
type Embeds struct{ *T[int] }
-- b/b.go --
package b
import "m/a"
type Alias = a.Embeds
-- c/c.go --
package c
import "m/b"
func C(x b.Alias) { x.Open() }
`,
		Want: []string{"c/c.go:3: Open listens"},
	},
}
