// Package sockapi is a table of what functions and fields do with sockets,
// addresses, ports and the directories of Unix sockets: which bind, which read the
// port the kernel chose, which close or remove, and which merely carry a port or a
// path from one place to another.
//
// The table describes APIs, not syntax: it knows functions by their full names
// and nothing of SSA. The rows of the standard library are in the std_*.go
// files, one file a topic.
package sockapi

import (
	"cmp"
	"fmt"
	"go/types"
	"slices"
	"strings"
	"sync"
)

// A Role says what a function does with one of its arguments or results.
type Role uint8

// The roles, with the fields of [Effect] that each one uses.
const (
	Acquires   Role = iota + 1 // binds the address From, on Network, to the new socket To
	Binds                      // binds the address From and keeps the socket to itself, as ListenAndServe does
	Reads                      // To is the local address of the socket From
	Releases                   // closes the socket From
	Duplicates                 // makes another descriptor of the socket From: closing one of them releases nothing
	Serves                     // accepts connections or receives packets on the socket From
	Dials                      // connects or sends to the address From
	Asks                       // fails if nobody answers at the address From: searches take that for a free port
	Finds                      // To is the index of the first element of argument 0 of which the function From holds
	Starts                     // starts a process with From among its arguments or in its environment
	Sets                       // puts From into the environment of this process
	Gets                       // To is the value of the environment variable From
	Writes                     // writes From to a file
	Checks                     // asks whether From is taken, in the collection To if that outlives the caller, or by a file of the name From
	Locks                      // locks the file From, which others who know its name find locked
	Registers                  // adds From to the set To, if that outlives the caller
	Carries                    // To holds From as it is, with all its fields
	Formats                    // To is text, or a number, made of From or of anything inside it
	Calls                      // calls the function From before it returns
	Repeats                    // calls the function From before it returns, again and again until it succeeds
	Defers                     // calls the function From when the test or the process ends
	Spawns                     // calls the function From in another goroutine
	Makes                      // makes the directory To, with a name that nobody has, in the directory From, or in that for temporary files if From is ""
	MakesNamed                 // makes the directory From, of that name
	Enters                     // makes the directory From the one that relative paths start at
	Removes                    // removes the file From or, if it is a directory, all that is in it too
	Unlinks                    // removes the file From, or the directory if it is empty
	Parents                    // To is the directory that the path From is in
	Bases                      // To is the name of the file From in the directory that it is in
	Quits                      // ends the process: nothing deferred runs
	Exits                      // does not return; what is deferred runs
)

var roleNames = [...]string{
	Acquires: "acquires", Binds: "binds", Reads: "reads", Releases: "releases", Duplicates: "duplicates",
	Serves: "serves", Dials: "dials", Asks: "asks", Finds: "finds", Starts: "starts", Sets: "sets", Gets: "gets", Writes: "writes", Checks: "checks", Locks: "locks", Registers: "registers",
	Carries: "carries",
	Formats: "formats", Calls: "calls", Repeats: "repeats", Defers: "defers", Spawns: "spawns",
	Makes: "makes", MakesNamed: "makes-named", Enters: "enters", Removes: "removes", Unlinks: "unlinks", Parents: "parents", Bases: "bases", Quits: "quits", Exits: "exits",
}

// String returns the role as a word, "acquires" for [Acquires].
func (r Role) String() string {
	if int(r) < len(roleNames) && roleNames[r] != "" {
		return roleNames[r]
	}
	return "unknown role"
}

// ParseRole returns the role that [Role.String] names word.
func ParseRole(word string) (Role, error) {
	if r := slices.Index(roleNames[:], word); r > 0 {
		return Role(r), nil
	}
	return 0, fmt.Errorf("unknown role %q", word)
}

// A Root is the part of a call at which a [Place] starts.
type Root uint8

// The roots. None is the zero Place: the effect does not use it.
const (
	None Root = iota
	Receiver
	Argument
	Result
	Variable
)

// A Place is a spot in a call: the receiver, or the argument or result with an
// index counted from 0 in source order, or a variable of the function's package or one that it
// imports; and below it a dotted path of fields.
// In a path "[]" is any element of a slice, array, map or channel; pointers are
// looked through. "[@1]" is the element whose key is operand 1, counted with the receiver.
// A variadic parameter is a slice. "(0)" below a function is what it is called with as its
// argument 0, and "*0" what it does with that, where that is a function: it calls it.
// "[$1]" is the element that argument 1 names, if that is a constant. "[-$]" is what a list of
// command line arguments has for any flag; "[$]", in the place where that goes, is the element
// of that name.
type Place struct {
	Root  Root
	Index int
	Path  string
	Name  string // of a variable, such as "flag.CommandLine"
}

// Recv is the receiver of a method, or the spot at path below it.
func Recv(path ...string) Place { return Place{Root: Receiver, Path: optional(path)} }

// Arg is argument i of a call, or the spot at path below it.
func Arg(i int, path ...string) Place { return Place{Root: Argument, Index: i, Path: optional(path)} }

// Ret is result i of a call, or the spot at path below it.
func Ret(i int, path ...string) Place { return Place{Root: Result, Index: i, Path: optional(path)} }

// In is the spot at path below the package-level variable of that name.
func In(variable, path string) Place { return Place{Root: Variable, Path: path, Name: variable} }

// Global returns the variable that p is or is below, for the function fn; nil if it is none.
func (p Place) Global(fn *types.Func) *types.Var {
	if p.Root != Variable {
		return nil
	}
	dot := strings.LastIndexByte(p.Name, '.')
	for _, pkg := range append(fn.Pkg().Imports(), fn.Pkg()) {
		if pkg.Path() == p.Name[:dot] {
			v, _ := pkg.Scope().Lookup(p.Name[dot+1:]).(*types.Var)
			return v
		}
	}
	return nil
}

func optional(path []string) string {
	if len(path) == 0 {
		return ""
	}
	return path[0]
}

// An Effect is one thing that a function does.
type Effect struct {
	Role    Role
	From    Place
	To      Place
	Network Place // Acquires and Binds: the argument that names the network; None where the function fixes it
	Paths   bool  // the same: without Network, addresses may be paths of Unix sockets
	First   bool  // Binds: the port stands first in the text From, as in "8080:80"
}

// A Func is a row of the table: a function or method, by the full name that
// [types.Func.FullName] gives it, and what it does. A method that a type
// promotes from an embedded one is listed under the type that declares it.
type Func struct {
	Name    string
	Effects []Effect
	Since   string // the first Go release that has it, such as "go1.27"; empty if the oldest supported one does
}

// A Field is a row of the table for a struct type whose values stand for an
// address or a socket: the fields that have a part in it. Every other field of
// that type has none.
type Field struct {
	Type    string   // the full name of the type, such as "net.TCPAddr"
	Address []string // the fields that hold the port of a value that stands for an address
	Reads   []string // the fields that hold the address of a value that stands for a socket
	Socket  []string // the fields that hold the socket itself
}

// Lookup returns the row of fn, or nil if the table has none. A method of an
// instantiated type is looked up as the method of its generic type.
func Lookup(fn *types.Func) *Func {
	if fn == nil || fn.Pkg() == nil || !Covers(fn.Pkg().Path()) {
		return nil
	}
	return index().funcs[fn.Origin().FullName()]
}

// LookupType returns the row of the named type t, or nil if the table has none.
func LookupType(t *types.TypeName) *Field {
	if t == nil || t.Pkg() == nil || !Covers(t.Pkg().Path()) {
		return nil
	}
	return index().fields[t.Pkg().Path()+"."+t.Name()]
}

// Covers reports whether the table has rows for the package at path.
func Covers(path string) bool { return index().packages[path] }

// Split takes the full name apart: "os", true and "Write" for "(*os.File).Write", "net",
// false and "Listen" for "net.Listen".
func (f *Func) Split() (path string, method bool, name string) {
	dot := strings.LastIndexByte(f.Name, '.')
	owner, name := f.Name[:dot], f.Name[dot+1:]
	if !strings.HasSuffix(owner, ")") {
		return owner, false, name
	}
	owner = strings.TrimLeft(strings.TrimSuffix(owner, ")"), "(*")
	return owner[:strings.LastIndexByte(owner, '.')], true, name
}

// Funcs returns all rows for functions, sorted by name. The list is the caller's.
func Funcs() []*Func { return slices.Clone(sortedFuncs()) }

// sortedFuncs returns all rows for functions, sorted once: every package that is analyzed
// asks for them.
var sortedFuncs = sync.OnceValue(func() []*Func {
	var all []*Func
	for _, rows := range funcRows() {
		for i := range rows {
			all = append(all, &rows[i])
		}
	}
	slices.SortFunc(all, func(a, b *Func) int { return cmp.Compare(a.Name, b.Name) })
	return all
})

// UsersOf returns the names of the functions, with their import paths, that do something with
// what is in a package-level variable of another package.
func UsersOf(variable string) []string {
	var names []string
	for _, fn := range sortedFuncs() {
		if slices.ContainsFunc(fn.Effects, func(e Effect) bool { return e.From.Name == variable }) {
			names = append(names, fn.Name)
		}
	}
	return names
}

// Fields returns all rows for struct types.
func Fields() []*Field {
	var all []*Field
	for i := range typeRows {
		all = append(all, &typeRows[i])
	}
	return all
}

// Package returns the import path of the package that the row is about.
func (f *Func) Package() string { return packageOf(f.Name) }

// Has reports whether the function does something of that role. A function
// without a row, nil, does not.
func (f *Func) Has(role Role) bool {
	return f != nil && slices.ContainsFunc(f.Effects, func(e Effect) bool { return e.Role == role })
}

// funcRows returns all rows for functions, topic by topic. They are made when somebody
// asks: go vet starts a process for each package, and most of those end before that.
var funcRows = sync.OnceValue(func() [][]Func {
	std := [][]Func{
		netRows(), tlsRows(), httpRows(), osRows(), fileRows(), syscallRows(), textRows(), flagRows(), valueRows(), testingRows(),
	}
	return append(std, libRows()...)
})

type tables struct {
	funcs    map[string]*Func
	fields   map[string]*Field
	packages map[string]bool
}

var index = sync.OnceValue(func() tables {
	t := tables{map[string]*Func{}, map[string]*Field{}, map[string]bool{}}
	for _, rows := range funcRows() {
		for i := range rows {
			t.funcs[rows[i].Name] = &rows[i]
			t.packages[packageOf(rows[i].Name)] = true
		}
	}
	for i := range typeRows {
		t.fields[typeRows[i].Type] = &typeRows[i]
		t.packages[packageOf(typeRows[i].Type)] = true
	}
	return t
})

// packageOf returns the import path in a full name: "net" for "net.Listen",
// "gopkg.in/yaml.v3" for "(*gopkg.in/yaml.v3.Encoder).Encode".
func packageOf(name string) string {
	if owner, _, method := strings.Cut(name, ")."); method {
		name = strings.TrimLeft(owner, "(*")
	}
	return name[:strings.LastIndexByte(name, '.')]
}
