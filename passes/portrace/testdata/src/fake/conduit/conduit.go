// Package conduit has functions that hand their arguments on, and nothing that speaks of what
// those may be.
package conduit

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

type failer interface{ Fatal(...any) }

func Get[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func Get2[A, B any](a A, b B, err error) (A, B) {
	if err != nil {
		panic(err)
	}
	return a, b
}

func Again[T any](v T, err error) (r T) {
	r = Get(v, err)
	return
}

func Int(n int, err error) int { return Get(n, err) }

func Pick[T any](a, b T) T { return a }

func Ptr[T any](v T) *T { return &v }

func Deref[T any](p *T, other T) T {
	if p == nil {
		return other
	}
	return *p
}

func List[T any](vs ...T) []T { return vs }

func Or[T comparable](vs ...T) T {
	var zero T
	for _, v := range vs {
		if v != zero {
			return v
		}
	}
	return zero
}

func Into[T any](p *T, v T) { *p = v }

type Box[T any] struct{ v T }

func NewBox[T any](v T) *Box[T] { return &Box[T]{v} }

func (b *Box[T]) Set(v T) { b.v = v }

func (b *Box[T]) Get() T { return b.v }

type Checker struct{ T failer }

func (c Checker) Text(s string, err error) string {
	if err != nil {
		c.T.Fatal(err)
	}
	return s
}

func Textf(format string, args ...any) string { return fmt.Sprintf(format, args...) }

func Dec(n int) string { return strconv.Itoa(n) }

func Num(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}

func Join(parts ...string) string { return strings.Join(parts, ":") }

func Local(n string) string { return "localhost:" + n }

func Count[T any](vs ...T) int { return len(vs) }

func Plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

type Message interface{ Kind() string }

// Typed is a message as text, with its type.
type Typed struct {
	Type  string
	Value []byte
}

func ToTyped(m Message) *Typed {
	text, _ := json.Marshal(m)
	return &Typed{Type: m.Kind(), Value: text}
}

type Settings struct{ First, Second int }

func Parse(text []byte) (*Settings, error) {
	var s Settings
	if err := json.Unmarshal(text, &s); err != nil {
		return nil, err
	}
	return &s, nil
}

func Decode(text []byte, into any) error { return json.Unmarshal(text, into) }
