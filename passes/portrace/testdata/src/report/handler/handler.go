// Package handler hands ports over in requests and responses of the same process.
package handler

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
)

type config struct{ Listen string }

func start(w http.ResponseWriter, r *http.Request) {
	var c config
	json.NewDecoder(r.Body).Decode(&c)
	go http.ListenAndServe(c.Listen, nil)
}

type server struct{}

func (server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	addr, _ := io.ReadAll(r.Body)
	go http.ListenAndServe(string(addr), nil)
}

func startByHeader(w http.ResponseWriter, r *http.Request) {
	go http.ListenAndServe(r.Header.Get("X-Listen"), nil)
}

func body() {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `handed to start`
	b, _ := json.Marshal(config{Listen: l.Addr().String()})
	start(httptest.NewRecorder(), httptest.NewRequest("POST", "/", bytes.NewReader(b)))
}

func requested() {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `handed to start`
	r, _ := http.NewRequest("POST", "/", strings.NewReader(fmt.Sprintf(`{"Listen": %q}`, l.Addr())))
	http.HandlerFunc(start).ServeHTTP(httptest.NewRecorder(), r)
}

func method() {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `handed to ServeHTTP`
	server{}.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("POST", "/", strings.NewReader(l.Addr().String())))
}

func header() {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `handed to startByHeader`
	r := httptest.NewRequest("POST", "/", nil)
	r.Header.Set("X-Listen", l.Addr().String())
	startByHeader(httptest.NewRecorder(), r)
}

// What the handler answers is bound by who has called it.
func choose(w http.ResponseWriter, _ *http.Request) {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `handed to http.ListenAndServe`
	json.NewEncoder(w).Encode(config{Listen: l.Addr().String()})
}

func response() {
	w := httptest.NewRecorder()
	choose(w, nil)
	var c config
	json.Unmarshal(w.Body.Bytes(), &c)
	http.ListenAndServe(c.Listen, nil)
}
