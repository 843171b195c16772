# The commands of this site. `make` lists them.
PYTHON ?= python3
PORT ?= 8000
SITE_DIR ?= site
VENV := .venv
BIN := $(VENV)/bin
OUT ?= build

# The tests that look at the built site, which either engine has to pass.
SITE_TESTS := $(addprefix tests/,built/test_site.py built/test_addresses.py built/test_policy.py publish/test_metadata.py publish/test_downloads.py assets/test_browser.py assets/test_cards.py assets/test_languages.py assets/test_reading.py assets/test_search.py assets/test_search_panel.py site/test_search_index.py)

# Material prints a notice about MkDocs 2 at each build; the site is pinned to MkDocs 1.
export NO_MKDOCS_2_WARNING := 1

# What these look at is a site at an address, whichever it is.
record links zensical: export SITE_URL ?= http://127.0.0.1:8000/

# The tests, on every core and those that failed last first; “make test-all” leaves nothing out. $(call pytest,more options)
NARROW := -m "not wide"
pytest = $(BIN)/python -m pytest --numprocesses $(or $(JOBS),auto) --maxprocesses 8 --dist worksteal --failed-first $(1) || $(call next,One test alone: $(BIN)/python -m pytest -k NAME; all again: make test,单独运行一个：$(BIN)/python -m pytest -k 名称)

# What a failure ends with: the command to run next. $(call next,english,中文)
next = { status=$$?; echo "$(1) $(2)" >&2; exit $$status; }

# Says what runs and how many seconds it took. $(call timed,english 中文) COMMAND
timed = $(BIN)/python -m scripts.ground.progress "$(1)"

.PHONY: help serve build fix offline handbook hosting generate images check stamp release summary lint test test-all browser bench bench-scale bench-search record artefacts sbom licences audit links zensical lock clean
.DEFAULT_GOAL := help

help: ## List the commands 列出命令
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(VENV)/.site ## Show the site at http://127.0.0.1:8000 and refresh on save 预览，保存即刷新
	@$(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT))).close()' 2>/dev/null || { echo "Port $(PORT) is in use; run: make serve PORT=8001. 端口已被占用。" >&2; exit 1; }
	@$(BIN)/python -m scripts.pages.sources && $(BIN)/python -m mkdocs serve --dev-addr 127.0.0.1:$(PORT)

build: $(VENV)/.site ## Build the site into site/ 生成网站
	@$(BIN)/python -m scripts.build --site-dir "$(SITE_DIR)" || $(call next,Not built. Correct what is named above and run: make build,没有生成；请改正上面指出的问题，再运行 make build。)

offline: build ## Pack the site to open without a network 打包离线版
	@$(BIN)/python -m scripts.editions.offline --site-dir "$(SITE_DIR)" --output-dir "$(OUT)"

handbook: build $(VENV)/.test browser ## Print the handbooks as PDF 打印手册
	@$(BIN)/python -m scripts.editions.print_handbook --site-dir "$(SITE_DIR)" --output-dir "$(OUT)"

hosting: build ## Write the recipes for nginx, Caddy, containers and hosts 写出服务器配置
	@$(BIN)/python -m scripts.editions.hosting --site-dir "$(SITE_DIR)"

generate: $(VENV)/.site ## Write tables and cards from the data file 由数据文件生成表格和卡片
	@$(BIN)/python -m scripts.generate

check: $(VENV)/.site ## Check data, pages and links in seconds 几秒钟检查数据、页面和链接
	@$(BIN)/python -m scripts.check

fix: $(VENV)/.site ## Set punctuation and spaces of the pages right, as far as certain 改正标点和空格
	@$(BIN)/python -m scripts.fix

stamp: $(VENV)/.site ## Record that both halves of PAGE=name were read together 记录已对照
	@test -n "$(PAGE)" || { echo "Name the page: make stamp PAGE=select (or SECTION=report, OTHER=unchanged). 请写明页面。" >&2; exit 1; }
	@test -z "$(filter-out unchanged,$(OTHER))" || { echo "OTHER can only be “unchanged”. OTHER 只能写 unchanged。" >&2; exit 1; }
	@$(BIN)/python -m scripts.stamp $(PAGE) $(if $(SECTION),--section $(SECTION)) $(if $(filter unchanged,$(OTHER)),--other-unchanged)

release: $(VENV)/.site ## Record a release of DATE=2026-12-01 with its figures 记录一次发布
	@test -n "$(DATE)" || { echo "Give the day: make release DATE=2026-12-01. 请写明日期。" >&2; exit 1; }
	@$(BIN)/python -m scripts.release --date $(DATE)

summary: $(VENV)/.site ## Show what changes against BASE=main, for a review 供审阅的改动摘要
	@$(BIN)/python -m scripts.summary $(if $(BASE),--base $(BASE))

lint: $(VENV)/.test ## Check style and types of the code 检查代码的写法和类型
	@$(BIN)/ruff format --check --quiet . || $(call next,Run: $(BIN)/ruff format . and then: make lint,请先运行 $(BIN)/ruff format .)
	@$(BIN)/ruff check --quiet . || $(call next,Correct them or run: $(BIN)/ruff check --fix . and then: make lint,请改正，或运行 $(BIN)/ruff check --fix .)
	@$(BIN)/mypy || $(call next,Correct the types named above and run: make lint,请改正上面的类型，再运行 make lint。)

test: $(VENV)/.test browser ## Run every check, or those on ONLY=numbers 全部检查，或只查一个方面
ifeq ($(ONLY),)
	@$(call timed,style and types 代码) $(MAKE) --no-print-directory lint
	@$(call timed,data and pages 数据与页面) $(MAKE) --no-print-directory check
endif
	@$(call timed,tests 测试) $(call pytest,$(NARROW) $(if $(ONLY),--only $(ONLY)))

test-all: NARROW :=
test-all: test ## Run every check at full width, as each night; half an hour 最全的检查，约半小时

browser: $(VENV)/.test
	@$(BIN)/python -m scripts.ground.browser
	@$(BIN)/python -m tests.helpers.tools

images: $(VENV)/.test browser ## Draw the charts and share images again as PNG 重画图片
	@$(BIN)/python -m scripts.draw

bench: $(VENV)/.test browser ## Measure pages and builds beside stock Material; five minutes 与原版主题对比，约五分钟
	@$(BIN)/python -m tests.bench $(if $(ACCEPT),--accept)

bench-scale: $(VENV)/.test browser ## Measure 1, 10 and 100 times this site 测量 1、10、100 倍的规模
	@$(BIN)/python -m tests.bench.scale

bench-search: $(VENV)/.test browser ## Measure the search beside two others; takes a minute 与另两种搜索对比，约一分钟
	@$(BIN)/python -m tests.bench.search

record: build $(VENV)/.test ## Add the addresses of a release to those that must last 发布时记录网址
	@$(BIN)/python -m scripts.built.addresses --record

artefacts: $(VENV)/.site ## Make everything that a release holds, with checksums 制作发布文件
	@$(BIN)/python -m scripts.editions.release_files --begin
	@$(MAKE) --no-print-directory offline handbook sbom OUT=build/release
	@$(BIN)/python -m scripts.editions.release_files

sbom: $(VENV)/.release ## List the parts of the site as CycloneDX 软件清单
	@PYTHONWARNINGS=ignore $(BIN)/python -m scripts.editions.sbom --output-dir "$(OUT)"

licences: $(VENV)/.release ## List the licence of every dependency 列出依赖的许可证
	@$(BIN)/pip-licenses --from=mixed --order=license --format=markdown

audit: $(VENV)/.release ## Ask whether a dependency has a known vulnerability 查已知漏洞
	@said=$$($(BIN)/pip-audit --require-hashes --disable-pip $(addprefix --requirement ,$(wildcard requirements/*.txt)) 2>&1); status=$$?; echo "$$said"; \
		case "$$said" in *"Skip Reason"*) echo "Not all packages could be asked about; those named above have no answer. 有的包没有问到，见上表。" >&2; exit 1;; esac; exit $$status

links: build $(VENV)/.test ## List the links that lead outside, for a checker 列出站外链接
	@$(BIN)/python -m scripts.built.addresses --external

zensical: build $(VENV)/.zensical browser ## Build with the second engine, check and compare 用另一种引擎生成，检查并比较
	@$(BIN)/python -m scripts.zensical --site-dir site-zensical || $(call next,Not built. Correct what is named above and run: make zensical,没有生成；请改正上面指出的问题，再运行 make zensical。)
	@$(BIN)/python -m scripts.zensical.compare "$(SITE_DIR)" site-zensical --site-url "$(SITE_URL)"
	@$(call pytest,$(NARROW) --quiet --engine zensical $(SITE_TESTS))

lock: $(VENV)/.test ## Lock the newest versions of what the site needs 更新依赖的锁定版本
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command "make lock" pyproject.toml --output-file requirements/site.txt
	@$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command "make lock" --extra test --constraint requirements/site.txt pyproject.toml --output-file requirements/test.txt
	@$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command "make lock" --extra release --constraint requirements/test.txt pyproject.toml --output-file requirements/release.txt
	@$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command "make lock" --extra zensical --constraint requirements/test.txt pyproject.toml --output-file requirements/zensical.txt

clean: ## Remove what was built and installed here 清除生成和安装的内容
	rm -rf site site-zensical .site-* build .cache $(VENV)
	find docs CITATION.cff -name '.*.part' -delete

# A stamp is written only after a complete installation, so an interrupted one starts again.
$(VENV)/.site: requirements/site.txt
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON); on Debian run: apt-get install python3 python3-venv. 没有找到 Python。" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; run: make $(MAKECMDGOALS) PYTHON=python3.12 (or newer). 需要 Python 3.11 以上。" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { echo "Creating $(VENV) …"; $(PYTHON) -m venv --clear $(VENV); } \
		|| { echo "Python cannot make a virtual environment; on Debian run: apt-get install python3-venv" >&2; exit 1; }
	@$(call timed,Installing what the site needs 安装所需软件) $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/site.txt || $(call next,Not installed. With a network run: make $(MAKECMDGOALS),没有装好；请检查网络，再运行一次。)
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.site
	@$(call timed,Installing what the tests need 安装测试软件) $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/test.txt || $(call next,Not installed. With a network run: make $(MAKECMDGOALS),没有装好；请检查网络，再运行一次。)
	@touch $@

$(VENV)/.release: requirements/release.txt $(VENV)/.test
	@$(call timed,Installing what a release needs 安装发布所需软件) $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/release.txt
	@touch $@

$(VENV)/.zensical: requirements/zensical.txt $(VENV)/.test
	@$(call timed,Installing the second engine 安装另一种引擎) $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/zensical.txt || $(call next,Not installed. With a network run: make $(MAKECMDGOALS),没有装好；请检查网络，再运行一次。)
	@touch $@

.DEFAULT:
	@echo "There is no command “$@”; run: make (it lists them). 没有“$@”这个命令；运行 make 查看。" >&2; exit 2
