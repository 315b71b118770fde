-- The benches' load by wrk: each line of a file is sent once; when all are answered it stops. Arguments: the file, the path.
-- Without a path the lines are presses of a page's button: path, cookies and form, a tab between.
-- What came back is one line of JSON, as the own client (load.py) answers it; wrk's own report goes before it.
-- wrk itself would wait for its whole duration; so it is told to end as by Ctrl-C, and the clock is read here.
local ffi = require("ffi")
ffi.cdef([[
  typedef struct { long s; long ns; } moment;
  int clock_gettime(int clock, moment *now);
  int getpid(void);
  int kill(int pid, int signal);
]])

local function seconds()
  local now = ffi.new("moment")
  ffi.C.clock_gettime(1, now)
  return tonumber(now.s) + tonumber(now.ns) / 1e9
end

local threads, bodies, path, sent, answered = {}, {}, "", -1, 0 -- wrk asks for one request before it begins, and throws it away
codes, began, ended = {}, 0, 0

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  path = args[2] or ""
  for line in io.lines(args[1]) do
    table.insert(bodies, line)
  end
end

function request()
  sent = sent + 1
  if sent == 1 then
    began = seconds()
  end
  if path == "/healthz" or sent < 1 or sent > #bodies then -- who has nothing left to ask waits for the others
    return wrk.format("GET", "/healthz")
  end
  if path == "" then
    return press(bodies[sent]:match("^(%S+)\t([^\t]*)\t(.*)$"))
  end
  return wrk.format(path:find("^/room") and "GET" or "POST", path .. bodies[sent])
end

function press(page, cookies, form)
  local headers = { ["Host"] = "localhost", ["Cookie"] = cookies, ["Content-Type"] = "application/x-www-form-urlencoded" }
  return wrk.format("POST", page, headers, form)
end

function response(status, headers, body)
  local code
  if path == "" then
    code = of_page(status, headers, body)
  elseif path == "/healthz" or status ~= 200 or body:find('"number"', 1, true) or body:find('"left"', 1, true) then
    code = status == 200 and body:match('"code": ?"([%w_]+)"') or "no_answer"
  end
  if not code then
    return -- who waits for the others
  end
  codes[code] = (codes[code] or 0) + 1
  answered = answered + 1
  if answered >= #bodies then
    ended = seconds()
    wrk.thread:stop()
    ffi.C.kill(ffi.C.getpid(), 2)
  end
end

-- "ok" when it leads to the ticket.
function of_page(status, headers, body)
  local where = headers["location"] or headers["Location"] or ""
  if status == 302 and where:find("^/tickets/") then
    return "ok"
  end
  return (status ~= 200 or body:find("<html", 1, true)) and "page " .. status or nil
end

function done(_, latency)
  local told, cuts = {}, {}
  for code, times in pairs(threads[1]:get("codes")) do
    table.insert(told, string.format('"%s": %d', code, times))
  end
  for percent = 1, 99 do
    table.insert(cuts, string.format("%.3f", latency:percentile(percent) / 1e3))
  end
  io.write(string.format('\n{"codes": {%s}, "seconds": %.6f, "ms": [%s], "retried": 0}\n',
    table.concat(told, ", "), threads[1]:get("ended") - threads[1]:get("began"), table.concat(cuts, ", ")))
end
